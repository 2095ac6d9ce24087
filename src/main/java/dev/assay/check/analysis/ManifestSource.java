package dev.assay.check.analysis;

import java.util.List;

/** A file of manifests. */
public final class ManifestSource {
    private final String name;
    private final String text;
    private final List<String> lines;

    /**
     * @param name the words of a person for the file
     * @param text the whole file
     */
    public ManifestSource(String name, String text) {
        this.name = name;
        this.text = text;
        this.lines = text.lines().toList();
    }

    public String name() {
        return name;
    }

    public String text() {
        return text;
    }

    /** @param number from 0; the line is empty where the file has none of this number */
    String line(int number) {
        return number >= 0 && number < lines.size() ? lines.get(number) : "";
    }
}
