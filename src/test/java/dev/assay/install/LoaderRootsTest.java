package dev.assay.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoaderRootsTest {
    private static final String MANIFEST = "META-INF/MANIFEST.MF";

    @Test
    void a_location_outside_the_file_system_has_no_root() {
        assertThat(LoaderRoots.root("quarkus:" + MANIFEST, MANIFEST)).isEmpty();
        assertThat(LoaderRoots.root("jrt:/java.base/" + MANIFEST, MANIFEST)).isEmpty();
    }

    @Test
    void jars_and_folders_have_roots_blanks_included() {
        assertThat(LoaderRoots.root("jar:file:/a%20b/x.jar!/" + MANIFEST, MANIFEST))
                .contains(Path.of("/a b/x.jar"));
        assertThat(LoaderRoots.root("file:/a%20b/classes/" + MANIFEST, MANIFEST))
                .contains(Path.of("/a b/classes"));
    }

    @Test
    void the_roots_of_a_loader_are_found_once_each() throws Exception {
        URL assertj =
                assertThat(1).getClass().getProtectionDomain().getCodeSource().getLocation();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {assertj}, null)) {
            assertThat(LoaderRoots.of(loader, List.of(MANIFEST, MANIFEST))).containsExactly(Path.of(assertj.toURI()));
        }
    }
}
