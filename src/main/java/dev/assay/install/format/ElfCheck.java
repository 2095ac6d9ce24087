package dev.assay.install.format;

import dev.assay.config.Platform;
import dev.assay.text.ForeignText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The check of ELF files. Linux starts executables of its own machine that are whole and whose loader is there (Linux:
 * fs/binfmt_elf.c). */
final class ElfCheck {
    /** Kinds of segments (man page elf(5)). */
    private static final int LOAD = 1;

    private static final int LOADER = 3;

    /** Kinds of sections without bytes in the file. */
    private static final Set<Integer> WITHOUT_BYTES = Set.of(0, 8);

    /** Linux's PATH_MAX. */
    private static final int LONGEST_PATH = 4096;

    /** Machines that Java and {@link ElfHeader} name alike; the machine is checked on these only. */
    private static final Set<String> MACHINES =
            Set.of("386", "amd64", "arm", "arm64", "ppc64", "ppc64le", "s390x", "riscv64");

    /** Other machines' executables that Linux may start on a machine; whether this very kernel does is not known. */
    private static final Map<String, String> ALSO_STARTED =
            Map.of("amd64", "386", "arm64", "arm", "ppc64", "ppc", "s390x", "s390", "riscv64", "riscv");

    /** Systems that start their own format only. */
    private static final Set<String> WITHOUT_ELF = Set.of("darwin", "windows");

    private final FileSample sample;
    private final ElfHeader header;

    private ElfCheck(FileSample sample, ElfHeader header) {
        this.sample = sample;
        this.header = header;
    }

    /** @param here whether this machine is to start it, so that its loader must be here */
    static Optional<Refusal> refusal(FileSample sample, Platform platform, boolean here) throws IOException {
        Optional<ElfHeader> header = ElfHeader.of(sample);
        if (header.isEmpty()) {
            return Optional.of(damaged(sample));
        }
        ElfCheck check = new ElfCheck(sample, header.get());
        if (WITHOUT_ELF.contains(platform.os())
                || (platform.os().equals("linux") && check.isForeign(platform.arch()))) {
            String actual = header.get().os() + "/" + header.get().arch();
            return Optional.of(ExecutableFormat.otherPlatform(actual, platform));
        }
        return platform.os().equals("linux") ? check.onLinux(here) : Optional.empty();
    }

    private boolean isForeign(String arch) {
        String own = header.arch();
        return !header.os().equals("linux")
                || (MACHINES.contains(arch) && !own.equals(arch) && !own.equals(ALSO_STARTED.getOrDefault(arch, "")));
    }

    private Optional<Refusal> onLinux(boolean here) throws IOException {
        if (header.type() == ElfHeader.RELOCATABLE) {
            return Optional.of(new Refusal(
                    "it is an object file, of which a linker makes an executable",
                    "name an executable (for Go, what go build makes of a package main)"));
        }
        if (header.type() == ElfHeader.CORE) {
            return Optional.of(new Refusal("it is the core dump of a process", "name an executable"));
        }
        List<ElfTable.Entry> segments = header.segments().entries(sample, header);
        if (!isWhole(segments)) {
            return Optional.of(damaged(sample));
        }
        Optional<ElfTable.Entry> loader =
                segments.stream().filter(s -> s.kind() == LOADER).findFirst();
        if (loader.isEmpty() && header.type() == ElfHeader.SHARED_OBJECT && header.entry() == 0) {
            return Optional.of(new Refusal(
                    "it is a library and no executable",
                    "name an executable (for Go, built without -buildmode=plugin and -buildmode=c-shared)"));
        }
        return loader.isEmpty() || !here ? Optional.empty() : loader(loader.get());
    }

    /** Whether the file has all bytes that its tables name. */
    private boolean isWhole(List<ElfTable.Entry> segments) throws IOException {
        ElfTable sections = header.sections();
        return !header.segments().isEmpty()
                && header.segments().isWellFormed()
                && header.segments().end() <= sample.size()
                && segments.stream().allMatch(s -> s.kind() != LOAD || s.end() <= sample.size())
                && (sections.isEmpty() || sections.end() <= sample.size())
                && sections.entries(sample, header).stream()
                        .allMatch(s -> WITHOUT_BYTES.contains(s.kind()) || s.end() <= sample.size());
    }

    private Optional<Refusal> loader(ElfTable.Entry segment) throws IOException {
        byte[] bytes = sample.read(segment.offset(), (int) Math.min(segment.size(), LONGEST_PATH));
        String path = new String(bytes, StandardCharsets.UTF_8);
        int end = path.indexOf('\0');
        return missing(end < 0 ? path : path.substring(0, end));
    }

    private static Optional<Refusal> missing(String loader) {
        try {
            if (Files.exists(Path.of(loader))) {
                return Optional.empty();
            }
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
        String builtWith = loader.contains("musl") ? " (it was built for musl, as on Alpine Linux)" : "";
        return Optional.of(new Refusal(
                "the loader that it was linked for, " + ForeignText.excerpt(loader) + ", is missing here" + builtWith,
                "name a statically linked build of the plugin (for Go, CGO_ENABLED=0), or one for this system"));
    }

    private static Refusal damaged(FileSample sample) {
        return new Refusal(
                "the file is damaged or cut off (it has " + sample.size()
                        + " bytes, and not all that its header names)",
                "copy or build the executable again");
    }
}
