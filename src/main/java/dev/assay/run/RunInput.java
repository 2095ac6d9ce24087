package dev.assay.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.analysis.AnalysisDocuments;
import dev.assay.analysis.AnalysisException;
import dev.assay.analysis.MergeException;
import dev.assay.config.ConfigException;
import dev.assay.config.entry.ManifestText;
import dev.assay.manifest.DocumentSyntax;
import dev.assay.manifest.HelmTemplate;
import dev.assay.manifest.PlacedObject;
import dev.assay.measure.FieldCheck;
import dev.assay.measure.FieldValidation;
import dev.assay.measure.RequestRefusedException;
import dev.assay.metric.AnalysisRun;
import dev.assay.metric.Argument;
import dev.assay.metric.Metric;
import dev.assay.text.DocumentException;
import dev.assay.text.ForeignText;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The analysis of all files as one run.
 *
 * @param manifest an AnalysisRun
 * @param warnings sentences on what was passed over
 */
record RunInput(ObjectNode manifest, List<String> warnings) {
    /**
     * Reads the files, and merges what is in them. Blocks.
     *
     * @param arguments by name
     * @param in standard input
     */
    static RunInput read(List<String> files, Map<String, String> arguments, InputStream in)
            throws InputRefusedException {
        List<PlacedObject> objects = objects(files, in);
        try {
            AnalysisDocuments documents = new AnalysisDocuments(objects);
            List<String> fields = FieldCheck.of(documents, FieldValidation.STRICT);
            boolean declares = documents.declaresArguments();
            ObjectNode manifest = documents.run(Argument.given(arguments)).json();
            requirePlugins(new AnalysisRun(manifest));
            List<String> warnings = new ArrayList<>(documents.warnings());
            warnings.addAll(fields);
            if (!declares) {
                warnings.addAll(UnusedArguments.warnings(new AnalysisRun(manifest).metrics(), arguments.keySet()));
            }
            return new RunInput(manifest, warnings);
        } catch (DocumentException | MergeException | RequestRefusedException e) {
            throw new InputRefusedException(List.of(String.valueOf(e.getMessage())));
        } catch (AnalysisException e) {
            throw new InputRefusedException(List.of("tried to fill in the arguments, but " + e.getMessage()
                    + "; give each value with --arg NAME=VALUE"));
        }
    }

    /** Only Argo Rollouts has other providers, so their metrics would be Errors until their limit. */
    private static void requirePlugins(AnalysisRun run) throws InputRefusedException {
        List<String> faults = new ArrayList<>();
        for (Metric metric : run.metrics()) {
            List<String> providers = metric.providers();
            if (providers.size() == 1 && !providers.contains("plugin")) {
                faults.add("tried to measure " + ForeignText.excerpt(metric.name()) + " with the provider "
                        + ForeignText.excerpt(providers.get(0))
                        + ", but Assay runs metric plugins, and that one is part of Argo Rollouts itself; write the metric"
                        + " for provider.plugin"
                        + (providers.contains("prometheus") ? ", for instance with assay/sample-prometheus" : "")
                        + ", or leave it out of this run");
            }
        }
        if (!faults.isEmpty()) {
            throw new InputRefusedException(faults);
        }
    }

    private static List<PlacedObject> objects(List<String> files, InputStream in) throws InputRefusedException {
        List<PlacedObject> objects = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        for (String file : files) {
            ManifestText text = new ManifestText(file);
            String content = "";
            try {
                content = text.read(in);
                objects.addAll(DocumentSyntax.EITHER.objects(
                        content.getBytes(StandardCharsets.UTF_8), files.size() > 1 ? text.source() : ""));
            } catch (ConfigException e) {
                e.faults()
                        .forEach(fault -> faults.add(
                                "tried to read " + text.source() + ", but " + fault.problem() + "; " + fault.remedy()));
            } catch (DocumentException e) {
                faults.add("tried to read " + text.source() + ", but " + e.reason() + "; "
                        + (HelmTemplate.is(content) ? HelmTemplate.REMEDY : e.remedy()));
            }
        }
        if (!faults.isEmpty()) {
            throw new InputRefusedException(faults);
        }
        return objects;
    }
}
