package dev.assay.install;

/**
 * Why a file cannot be started, for certain, as the two ends of "tried X, but PROBLEM; REMEDY".
 */
record Refusal(String problem, String remedy) {}
