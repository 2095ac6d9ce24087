/**
 * Which plugins there should be: the entries of {@code argo-rollouts-config}, read and validated.
 */
@NullMarked
package dev.assay.config;

import org.jspecify.annotations.NullMarked;
