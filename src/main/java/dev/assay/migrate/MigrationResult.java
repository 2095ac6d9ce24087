package dev.assay.migrate;

import dev.assay.config.ConfigFault;
import java.util.List;

/**
 * The result of a migration in either direction.
 *
 * @param documents the manifests to apply
 * @param notes a sentence for each thing that the user should know
 * @param faults where there are any, the documents are not to be applied
 */
record MigrationResult(List<ConfigMapDocument> documents, List<String> notes, List<ConfigFault> faults) {
    MigrationResult {
        documents = List.copyOf(documents);
        notes = List.copyOf(notes);
        faults = List.copyOf(faults);
    }
}
