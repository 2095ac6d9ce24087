package dev.assay;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The file by which Argo Rollouts starts the bridge: a script of {@code install-bridge}, which gives this program its own path
 * before Argo's arguments. Argo has a copy of it for each plugin, under {@code plugin-bin/NAMESPACE/NAME}, so the program
 * itself is there only once.
 */
final class StartFile {
    /** The address of Assay for Argo Rollouts before 1.7, which gives a plugin no arguments. */
    static final String ADDRESS = "ASSAY_BRIDGE_TO";

    private static final byte[] MARK = "#!".getBytes(StandardCharsets.US_ASCII);

    private StartFile() {}

    /** The arguments without such a path. Where nothing else is left, they are those of the bridge that the path names. */
    static List<String> arguments(List<String> all, Map<String, String> environment) {
        if (all.isEmpty() || !all.get(0).startsWith("/") || !isStartFile(Path.of(all.get(0)))) {
            return all;
        }
        return all.size() > 1 ? all.subList(1, all.size()) : bridge(Path.of(all.get(0)), environment);
    }

    private static List<String> bridge(Path file, Map<String, String> environment) {
        Path folder = file.getParent();
        String namespace = folder == null ? "" : String.valueOf(folder.getFileName());
        String plugin = namespace + "/" + file.getFileName();
        String address = environment.get(ADDRESS);
        return address == null ? List.of("bridge", plugin) : List.of("bridge", plugin, "--to", address);
    }

    private static boolean isStartFile(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(MARK.length), MARK);
        } catch (IOException e) {
            return false;
        }
    }
}
