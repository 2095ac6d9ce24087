package dev.assay.install.store;

import dev.assay.config.KeptTexts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Small private files in the store, {@code kept/NAME.json}, of mode 0600. A store that others can change gives none. */
public final class StoreTexts implements KeptTexts {
    private final Path store;
    private final Path folder;
    private final Path temporary;
    private final StoreCheck check;

    /** @param store the folder of the store */
    public StoreTexts(Path store) {
        this.store = store;
        this.folder = store.resolve("kept");
        this.temporary = Store.temporary(store);
        this.check = StoreCheck.ofThisProcess();
    }

    @Override
    public Optional<byte[]> read(String name, int most) throws IOException {
        Path file = file(name);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        check.check(store);
        check.checkWithin(folder);
        check.checkWithin(file);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(file + " is no file");
        }
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] content = in.readNBytes(most);
            if (in.read() >= 0) {
                throw new IOException(file + " has more than " + most + " bytes");
            }
            return Optional.of(content);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public void write(String name, byte[] content) throws IOException {
        check.check(store);
        OwnerOnly.folder(folder);
        OwnerOnly.folder(temporary);
        check.check(store);
        check.checkWithin(folder);
        check.checkWithin(temporary);
        OwnerOnly.replace(file(name), content, temporary, "rw-------");
    }

    @Override
    public String place(String name) {
        return file(name).toString();
    }

    private Path file(String name) {
        if (!name.matches("[A-Za-z0-9-]+")) {
            throw new IllegalArgumentException("no name of a text: " + name);
        }
        return folder.resolve(name + ".json");
    }
}
