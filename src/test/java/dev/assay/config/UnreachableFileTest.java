package dev.assay.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class UnreachableFileTest {
    @Test
    void a_file_in_a_folder_that_may_not_be_entered_is_no_missing_one() {
        assertThat(UnreachableFile.of(new AccessDeniedException("/closed/file"), "create it"))
                .isEqualTo(new UnreachableFile(
                        "one of its folders may not be entered",
                        "let the user that runs Assay enter each folder of this path"));
    }

    @Test
    void a_file_that_is_not_there_has_the_remedy_of_who_asks() {
        assertThat(UnreachableFile.of(new NoSuchFileException("/none"), "create it"))
                .isEqualTo(new UnreachableFile("there is no such file", "create it"));
    }
}
