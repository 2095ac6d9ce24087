package dev.assay.install;

import io.smallrye.mutiny.Uni;

/** A program that needs the whole class path, and says what it was given. */
final class EchoMain {
    private EchoMain() {}

    public static void main(String[] args) {
        System.out.print(Uni.createFrom().item(String.join(" ", args)).await().indefinitely());
    }
}
