package dev.assay.check.analysis;

import dev.assay.check.analysis.Template.WrittenMetric;
import dev.assay.check.analysis.TemplateSet.Merged;
import dev.assay.manifest.HelmTemplate;
import dev.assay.metric.Argument;
import dev.assay.text.ForeignText;
import dev.assay.text.SpellingSuggestion;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Arguments of a template or run: those that are used and not declared, declared and not used, or without a value. */
final class ArgumentCheck {
    private final TemplateSet templates;
    private final FindingCollector findings;

    ArgumentCheck(TemplateSet templates, FindingCollector findings) {
        this.templates = templates;
        this.findings = findings;
    }

    void check(Template template) {
        Merged merged = templates.merged(template);
        Set<Template> parents = templates.parents(template);
        if (merged.missing().isEmpty() && parents.size() <= TemplateSet.MOST_TOGETHER) {
            checkUsed(template, declared(merged, parents));
            checkDeclared(template, merged, parents);
        }
        if (template.manifest().kind() == AnalysisKind.RUN) {
            checkValues(template);
        }
    }

    private void checkUsed(Template template, Set<String> declared) {
        for (WrittenMetric metric : template.metrics()) {
            ArgumentTags.of(metric.json(), metric.path()).forEach((path, tags) -> tags.stream()
                    .distinct()
                    .forEach(tag -> checkTag(template.manifest(), path, tag, declared)));
        }
    }

    private void checkTag(Manifest manifest, String path, String tag, Set<String> declared) {
        if (findings.hasAllFaults(manifest)) {
            return;
        }
        if (!ArgumentTags.isArgument(tag)) {
            findings.fault(
                    manifest,
                    path,
                    "has {{" + ForeignText.excerpt(tag) + "}}, which Argo Rollouts does not fill in",
                    HelmTemplate.is("{{" + tag)
                            ? HelmTemplate.REMEDY
                            : "write {{args.NAME}}, and declare NAME under spec.args");
        } else if (!declared.contains(ArgumentTags.argument(tag))) {
            String name = ArgumentTags.argument(tag);
            findings.fault(
                    manifest,
                    path,
                    "uses the argument " + ForeignText.excerpt(name) + ", which is not declared",
                    SpellingSuggestion.to(name, declared)
                            .map(near -> "write {{args." + near + "}}, or declare it under spec.args")
                            .orElse("declare it under spec.args"));
        }
    }

    private void checkDeclared(Template template, Merged merged, Set<Template> parents) {
        Set<String> used = new LinkedHashSet<>();
        merged.templates().forEach(other -> used.addAll(other.usedArguments()));
        parents.forEach(
                parent -> templates.merged(parent).templates().forEach(other -> used.addAll(other.usedArguments())));
        List<Argument> own = template.arguments();
        for (int i = 0; i < own.size(); i++) {
            if (!used.contains(own.get(i).name())) {
                findings.warn(
                        template.manifest(),
                        "spec.args[" + i + "]",
                        "declares the argument "
                                + ForeignText.excerpt(own.get(i).name()) + ", which no metric uses");
            }
        }
    }

    /** Argo's controller reads a Secret for the arguments of a run, and nothing else. */
    private void checkValues(Template template) {
        List<Argument> arguments = template.arguments();
        for (int i = 0; i < arguments.size(); i++) {
            Argument argument = arguments.get(i);
            if (argument.value() == null && argument.secretToRead().isEmpty()) {
                findings.fault(
                        template.manifest(),
                        "spec.args[" + i + "]",
                        "has no value",
                        "write its value, or a secretKeyRef under valueFrom");
            }
        }
    }

    private Set<String> declared(Merged merged, Set<Template> parents) {
        Set<String> declared = merged.arguments().stream().map(Argument::name).collect(Collectors.toSet());
        parents.forEach(
                parent -> templates.merged(parent).arguments().forEach(argument -> declared.add(argument.name())));
        return declared;
    }
}
