package dev.assay.install;

import io.smallrye.mutiny.Uni;

/** A program that needs the whole class path, and says what it was given; {@code exhaust} takes all memory first. */
final class EchoMain {
    private EchoMain() {}

    public static void main(String[] args) {
        if (args[0].equals("exhaust")) {
            exhaust();
        }
        System.out.print(Uni.createFrom().item(String.join(" ", args)).await().indefinitely());
    }

    /** A thread that outlives its task, as a worker thread does. */
    private static void exhaust() {
        try {
            System.out.print(new byte[1 << 30].length);
        } catch (OutOfMemoryError e) {
            System.out.print("still here ");
        }
    }
}
