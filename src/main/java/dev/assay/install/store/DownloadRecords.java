package dev.assay.install.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.text.DocumentException;
import dev.assay.text.Json;
import dev.assay.text.JsonFields;
import dev.assay.text.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The records of downloads: one small JSON file per location. Its name is the digest of the location, so that nothing
 * secret in an address is written.
 */
final class DownloadRecords {
    private static final Logger LOG = Logger.getLogger(DownloadRecords.class);

    private static final String SUFFIX = ".json";

    /** Many times the size that a server's headers may have, in bytes. */
    private static final int LARGEST = 1 << 20;

    private final Path folder;
    private final Path temporary;

    DownloadRecords(Path folder, Path temporary) {
        this.folder = folder;
        this.temporary = temporary;
    }

    /** The name under which a location has its record: a digest, which tells nothing of the location. */
    static String key(String location) {
        return Sha256.of(location.getBytes(StandardCharsets.UTF_8));
    }

    /** A record that cannot be read counts as absent. */
    Optional<DownloadRecord> find(String key) {
        Path file = file(key);
        try {
            return Optional.of(read(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (FileSystemException e) {
            LOG.warnf(
                    "tried to read what is remembered of a download, but %s cannot be read (%s); it is downloaded anew",
                    file, e);
            return Optional.empty();
        } catch (IOException | DateTimeException e) {
            LOG.warnf(
                    "tried to read what is remembered of a download, but %s is damaged (%s); it is downloaded anew, and"
                            + " the file replaced",
                    file, e.getMessage());
            return Optional.empty();
        }
    }

    void put(String key, DownloadRecord remembered) throws IOException {
        OwnerOnly.folder(folder);
        OwnerOnly.replace(file(key), bytes(remembered), temporary, "rwx------");
    }

    /** Removes old records of executables that are not in the store any more. */
    void prune(Path contents, Instant before) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (Path file : files) {
                if (isRecord(file)
                        && Files.getLastModifiedTime(file).toInstant().isBefore(before)
                        && !isOfUse(file, contents)) {
                    Store.remove(file);
                }
            }
        }
    }

    private boolean isOfUse(Path file, Path contents) {
        try {
            return Files.isDirectory(contents.resolve(read(file).digest()));
        } catch (IOException | DateTimeException e) {
            LOG.debugf(e, "%s is damaged and of no use", file);
            return false;
        }
    }

    private static boolean isRecord(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(SUFFIX) && Sha256.isDigest(name.substring(0, name.length() - SUFFIX.length()));
    }

    private Path file(String key) {
        return folder.resolve(key + SUFFIX);
    }

    private static byte[] bytes(DownloadRecord remembered) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("digest", remembered.digest());
        remembered.etag().ifPresent(etag -> json.put("etag", etag));
        remembered.lastModified().ifPresent(time -> json.put("lastModified", time));
        json.put("fetched", remembered.fetched().toString());
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    private DownloadRecord read(Path file) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(LARGEST);
        }
        JsonNode json = json(bytes);
        String digest = json.path("digest").asText();
        if (!Sha256.isDigest(digest)) {
            throw new IOException("it holds no digest");
        }
        return new DownloadRecord(
                digest,
                JsonFields.optionalText(json, "etag"),
                JsonFields.optionalText(json, "lastModified"),
                Instant.parse(json.path("fetched").asText()));
    }

    private static JsonNode json(byte[] bytes) throws IOException {
        try {
            return Json.object(bytes);
        } catch (DocumentException e) {
            throw new IOException(e.reason(), e);
        }
    }
}
