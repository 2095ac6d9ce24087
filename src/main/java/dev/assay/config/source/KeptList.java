package dev.assay.config.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.config.ConfigException;
import dev.assay.config.KeptTexts;
import dev.assay.config.Platform;
import dev.assay.config.PluginList;
import dev.assay.config.entry.ConfigMapData;
import dev.assay.text.DocumentException;
import dev.assay.text.Json;
import dev.assay.text.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The last good list of one source, kept for the next start. It is the text of the list, which is read again by the rules of
 * that start. So it has what the user wrote into it, values of {@code env} among them, and no value of a Secret. Blocks;
 * thread-safe.
 */
final class KeptList {
    private static final Logger LOG = Logger.getLogger(KeptList.class);

    /** Raised when an older Assay could misunderstand the file. */
    private static final int VERSION = 1;

    /** A character of the text takes six bytes at most, as {@code \}{@code u0001}. */
    private static final int LONGEST_CHARACTER = 6;

    private static final int REST = 64 * 1024;

    private final KeptTexts texts;
    private final Supplier<String> source;
    private final long maxSize;
    private final Platform platform;
    private final InstantSource clock;
    private @Nullable PluginList latest;
    private @Nullable String written;

    /**
     * @param source names the place of the list, whatever host asks; two places have two names
     * @param maxSize of the list, in bytes
     */
    KeptList(KeptTexts texts, Supplier<String> source, long maxSize, Platform platform, InstantSource clock) {
        this.texts = texts;
        this.source = source;
        this.maxSize = maxSize;
        this.platform = platform;
        this.clock = clock;
    }

    /** Keeps a list that was read just now, and tells whether it is kept. A failure is logged. */
    synchronized boolean keep(PluginList list) {
        latest = list;
        return keep(list, Logger.Level.WARN);
    }

    /** Tries once more to keep the list that was read last. */
    synchronized boolean keepLatest() {
        return latest == null || keep(latest, Logger.Level.DEBUG);
    }

    private boolean keep(PluginList list, Logger.Level level) {
        if (list.text().isEmpty() || list.text().equals(written)) {
            return true;
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("version", VERSION);
        json.put("source", source.get());
        json.put("read", clock.instant().toString());
        json.put("list", list.text());
        try {
            texts.write(name(), json.toString().getBytes(StandardCharsets.UTF_8));
            written = list.text();
            return true;
        } catch (IOException e) {
            LOG.logf(
                    level,
                    "tried to keep the list of plugins in the store for the next start, but %s; see that the store can be"
                            + " written, or the next start needs the list to be there",
                    e.getMessage());
            return false;
        }
    }

    /** The list that was kept last, as the stand-in of one that cannot be read. One that cannot be read itself is absent. */
    synchronized Optional<PluginList> restore(ConfigException why) {
        try {
            int most = (int) Math.min(Integer.MAX_VALUE, LONGEST_CHARACTER * maxSize + REST);
            Optional<byte[]> bytes = texts.read(name(), most);
            return bytes.isPresent() ? Optional.of(parse(bytes.get(), why)) : Optional.empty();
        } catch (DocumentException e) {
            return ignored(e.reason());
        } catch (IOException | DateTimeException | ConfigException e) {
            return ignored(String.valueOf(e.getMessage()));
        }
    }

    private Optional<PluginList> ignored(String reason) {
        LOG.warnf(
                "tried to use the list of plugins that an earlier start kept in %s, but it cannot be used (%s); it is"
                        + " ignored, and replaced by the next good one",
                texts.place(name()), reason);
        return Optional.empty();
    }

    private PluginList parse(byte[] bytes, ConfigException why) throws IOException {
        JsonNode json = Json.object(bytes);
        if (json.path("version").asInt() != VERSION) {
            throw new IOException("it has the version " + json.path("version").asText() + " and not " + VERSION);
        }
        if (!json.path("source").asText().equals(source.get())) {
            throw new IOException("it is that of another source");
        }
        if (!json.path("list").isTextual()) {
            throw new IOException("it holds no list");
        }
        Instant read = Instant.parse(json.path("read").asText());
        Map<String, String> data = Map.of(ConfigMapData.KEY, json.path("list").asText());
        return ConfigMapData.read("the list that was kept", data, platform).asKept(read, why);
    }

    private String name() {
        return Sha256.of(source.get().getBytes(StandardCharsets.UTF_8));
    }
}
