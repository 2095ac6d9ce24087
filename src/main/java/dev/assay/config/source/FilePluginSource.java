package dev.assay.config.source;

import dev.assay.config.ConfigException;
import dev.assay.config.ConfigFault;
import dev.assay.config.ConfigReading;
import dev.assay.config.Platform;
import dev.assay.config.PluginList;
import dev.assay.config.PluginSource;
import dev.assay.config.SecretException;
import dev.assay.config.Secrets;
import dev.assay.config.UnreachableFile;
import dev.assay.config.entry.ManifestFile;
import dev.assay.text.Utf8;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/** The plugins of a manifest in a file. */
final class FilePluginSource implements PluginSource {
    private final Path file;
    private final long maxSize;
    private final Platform platform;
    private final Executor worker;
    private final ScheduledExecutorService timer;
    private volatile @Nullable ManifestFile lastGood;

    /**
     * @param maxSize bytes
     * @param platform the meaning of placeholders in locations
     * @param worker where the file is read; may be blocked by a slow file system
     * @param timer runs short tasks only
     */
    FilePluginSource(Path file, long maxSize, Platform platform, Executor worker, ScheduledExecutorService timer) {
        this.file = file;
        this.maxSize = maxSize;
        this.platform = platform;
        this.worker = worker;
        this.timer = timer;
    }

    @Override
    public String description() {
        return "file " + file.toAbsolutePath().normalize();
    }

    @Override
    public Uni<PluginList> load() {
        return Uni.createFrom().item(() -> parse(content()).list()).runSubscriptionOn(worker);
    }

    @Override
    public Multi<ConfigReading> changes() {
        return Multi.createFrom()
                .emitter(
                        emitter -> {
                            DistinctReadings readings = new DistinctReadings(emitter::emit);
                            FileWatch<Content> watch = new FileWatch<>(
                                    file, this::content, content -> handOn(content, readings), worker, timer);
                            emitter.onTermination(watch::close);
                            watch.start();
                        },
                        BackPressureStrategy.LATEST);
    }

    /**
     * The Secrets of the same file, which is read anew for each. Where it cannot be read any more, its last good content is
     * used.
     *
     * @param elsewhere the source of Secrets that are not in the file; null where there is none
     */
    Secrets secrets(@Nullable Secrets elsewhere) {
        return new Secrets() {
            @Override
            public Uni<Map<String, String>> read(String name) {
                return current(name, elsewhere).chain(secrets -> secrets.read(name));
            }

            @Override
            public Uni<Optional<String>> value(String name, String key) {
                return current(name, elsewhere).chain(secrets -> secrets.value(name, key));
            }
        };
    }

    private Uni<Secrets> current(String name, @Nullable Secrets elsewhere) {
        return Uni.createFrom()
                .item(this::currentManifest)
                .runSubscriptionOn(worker)
                .map(manifest ->
                        elsewhere != null && manifest.missingSecrets().contains(name) ? elsewhere : manifest.secrets());
    }

    private void handOn(Content content, DistinctReadings readings) {
        try {
            readings.read(parse(content).list());
        } catch (ConfigException e) {
            readings.refused(e);
        }
    }

    /** The manifest, or the last good one. Throws {@link SecretException} where there never was one. */
    private ManifestFile currentManifest() {
        try {
            return parse(content());
        } catch (ConfigException e) {
            ManifestFile good = lastGood;
            if (good != null) {
                return good;
            }
            throw new SecretException(false, String.valueOf(e.getMessage()), e);
        }
    }

    private ManifestFile parse(Content content) {
        if (content.fault() != null) {
            throw new ConfigException(description(), List.of(content.fault()));
        }
        ManifestFile manifest = ManifestFile.read(description(), content.text(), platform);
        lastGood = manifest;
        return manifest;
    }

    private Content content() {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class).isRegularFile()
                    ? read()
                    : fault("it is no regular file", "name the file with the manifest in assay.config.file");
        } catch (IOException e) {
            UnreachableFile why = UnreachableFile.of(e, "create it, or correct assay.config.file (ASSAY_CONFIG_FILE)");
            return fault(why.problem(), why.remedy());
        }
    }

    private Content read() {
        try (InputStream in = Files.newInputStream(file)) {
            return Utf8.read(in, maxSize)
                    .map(text -> new Content(text, null))
                    .orElseGet(() -> fault(
                            "it is larger than " + maxSize + " bytes", "shorten it, or raise assay.config.max-size"));
        } catch (CharacterCodingException e) {
            return fault("it is not UTF-8 text", "save it as UTF-8");
        } catch (AccessDeniedException e) {
            return fault("reading it is not permitted", "let the user that runs Assay read it");
        } catch (IOException e) {
            return fault("it cannot be read (" + e + ")", "check the disk or mount that it is on");
        }
    }

    private static Content fault(String problem, String remedy) {
        return new Content("", new ConfigFault("file", "", problem, remedy));
    }

    /** The text of the file, or the reason why it cannot be read. */
    private record Content(String text, @Nullable ConfigFault fault) {}
}
