package dev.assay.check;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.check.analysis.ManifestSource;
import dev.assay.config.Platform;
import java.util.List;
import java.util.Map;

/**
 * The check of one text of manifests. It touches neither files nor network, and of Secrets it reads those of the text alone.
 * Immutable, from any thread.
 */
public final class ManifestTextCheck {
    private final ManifestCheck check;

    /**
     * @param platform the machine that the plugins are for
     * @param builtins the plugins that come with Assay: their JSON Schemas by name
     */
    public ManifestTextCheck(Platform platform, Map<String, String> builtins) {
        this.check = new ManifestCheck(platform, builtins);
    }

    /**
     * The report for a program, as {@code check --output json} prints it for one file.
     *
     * @param source the words of a person for the text
     */
    public ObjectNode report(String source, String text) {
        CheckedFile checked =
                check.check(List.of(new ManifestSource(source, text))).get(0);
        return JsonReport.one(checked.result());
    }
}
