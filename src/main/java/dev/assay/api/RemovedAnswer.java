package dev.assay.api;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** The event that a run or a plugin is not kept any more. */
@RegisterForReflection
public record RemovedAnswer(String name) {}
