package dev.assay.host.instance;

import dev.assay.install.Executable;
import dev.assay.wire.Dialect;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.logging.Logger;

/** The dialect of each executable that has shaken hands, so that its next start begins with it. Thread-safe. */
final class KnownDialects {
    /** A forgotten executable is started twice once more, which costs some milliseconds. */
    private static final int MOST = 1_000;

    private static final Logger LOG = Logger.getLogger(KnownDialects.class);

    private final Map<String, Dialect> byDigest = new LinkedHashMap<>();

    /** The dialect to try first. */
    synchronized Dialect of(Executable executable) {
        return executable.digest().map(byDigest::get).orElse(Dialect.CURRENT);
    }

    /** @param plugin for the log */
    void remember(String plugin, Executable executable, Dialect dialect) {
        if (of(executable) == dialect) {
            return;
        }
        if (dialect == Dialect.BEFORE_1_5) {
            LOG.infof(
                    "Plugin %s was built for Argo Rollouts before 1.5, and is started as that version did; use a newer"
                            + " release of it where there is one",
                    plugin);
        }
        executable.digest().ifPresent(digest -> put(digest, dialect));
    }

    private synchronized void put(String digest, Dialect dialect) {
        byDigest.put(digest, dialect);
        if (byDigest.size() > MOST) {
            byDigest.remove(byDigest.keySet().iterator().next());
        }
    }
}
