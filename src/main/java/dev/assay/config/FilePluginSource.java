package dev.assay.config;

import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;

/** The manifest of the ConfigMap in a file. */
final class FilePluginSource implements PluginSource {
    private final Path file;
    private final long maxSize;
    private final Platform platform;
    private final Executor reader;

    /**
     * @param maxSize bytes
     * @param platform of this host
     * @param reader where the file is read; may be blocked by a slow file system
     */
    FilePluginSource(Path file, long maxSize, Platform platform, Executor reader) {
        this.file = file;
        this.maxSize = maxSize;
        this.platform = platform;
        this.reader = reader;
    }

    @Override
    public String description() {
        return "file " + file.toAbsolutePath().normalize();
    }

    @Override
    public Uni<PluginList> load() {
        return Uni.createFrom()
                .item(() -> ManifestFile.read(description(), text(), platform).list())
                .runSubscriptionOn(reader);
    }

    private String text() {
        if (!Files.exists(file)) {
            throw fault("there is no such file", "create it, or correct assay.config.file (ASSAY_CONFIG_FILE)");
        }
        if (!Files.isRegularFile(file)) {
            throw fault("it is no regular file", "name the file with the manifest in assay.config.file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes((int) Math.min(maxSize + 1, Integer.MAX_VALUE - 8));
            if (bytes.length > maxSize) {
                throw fault("it is larger than " + maxSize + " bytes", "shorten it, or raise assay.config.max-size");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw fault("it is not UTF-8 text", "save it as UTF-8");
        } catch (AccessDeniedException e) {
            throw fault("reading it is not permitted", "let the user that runs Assay read it");
        } catch (IOException e) {
            throw fault("it cannot be read (" + e + ")", "check the disk or mount that it is on");
        }
    }

    private ConfigException fault(String problem, String remedy) {
        return new ConfigException(description(), List.of(new ConfigFault("file", "", problem, remedy)));
    }
}
