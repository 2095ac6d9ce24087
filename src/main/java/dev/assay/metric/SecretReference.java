package dev.assay.metric;

/** One entry of a Secret: {@code valueFrom.secretKeyRef} of an argument, in the namespace of its run. */
public record SecretReference(String name, String key) {}
