package dev.assay.pod;

import dev.assay.testing.NothingLeftBehind;
import dev.assay.testing.kubelet.SharedKubelet;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Tests whose pods run under the shared kubelet. A test that leaves something behind fails. */
abstract class WithKubelet {
    @RegisterExtension
    static final SharedKubelet KUBELET = new SharedKubelet();

    @RegisterExtension
    final NothingLeftBehind nothing = new NothingLeftBehind();

    @TempDir
    Path folder;
}
