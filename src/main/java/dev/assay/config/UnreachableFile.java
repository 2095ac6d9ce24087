package dev.assay.config;

import java.io.IOException;
import java.nio.file.AccessDeniedException;

/**
 * Why nothing can be learned of a file on a path.
 *
 * @param problem the end of "tried to read X, but"
 * @param remedy what to do
 */
public record UnreachableFile(String problem, String remedy) {
    /**
     * The reason behind a failure of {@link java.nio.file.Files#readAttributes}.
     *
     * @param whereMissing the remedy where there is no file
     */
    public static UnreachableFile of(IOException failure, String whereMissing) {
        return failure instanceof AccessDeniedException
                ? new UnreachableFile(
                        "one of its folders may not be entered",
                        "let the user that runs Assay enter each folder of this path")
                : new UnreachableFile("there is no such file", whereMissing);
    }
}
