package dev.assay.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The belongings of the service's process, sizes in KiB.
 *
 * @param heap after a full collection
 * @param files open file descriptors, sockets included
 * @param temporary temporary files
 * @param children processes below it, zombies included
 */
record Resources(
        long rss, long heap, long threads, long files, long sockets, long temporary, long children, long zombies) {
    private static final Pattern USED = Pattern.compile("(?:generation|heap)\\s+total \\d+K, used (\\d+)K");

    static Resources of(SoakedService service) throws IOException {
        long pid = service.process().pid();
        long heap = heap(pid);
        List<String> descriptors = descriptors(pid);
        List<ProcessHandle> children = service.process().descendants().toList();
        return new Resources(
                status(pid, "VmRSS"),
                heap,
                status(pid, "Threads"),
                descriptors.size(),
                descriptors.stream()
                        .filter(target -> target.startsWith("socket:"))
                        .count(),
                service.temporaryFolders().stream().mapToLong(Resources::count).sum(),
                children.size(),
                children.stream().filter(Resources::isZombie).count());
    }

    /** Whether the process is gone, or ended and not yet waited for. */
    static boolean isZombieOrGone(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return stat.startsWith(") Z", stat.lastIndexOf(')'));
        } catch (IOException e) {
            return true;
        }
    }

    private static boolean isZombie(ProcessHandle process) {
        return Files.exists(Path.of("/proc/" + process.pid())) && isZombieOrGone(process.pid());
    }

    private static long heap(long pid) throws IOException {
        String unused = command("GC.run", pid);
        String info = command("GC.heap_info", pid);
        Matcher used = USED.matcher(info);
        long sum = 0;
        while (used.find()) {
            sum += Long.parseLong(used.group(1));
        }
        if (sum == 0) {
            throw new IOException("tried to read the heap's size, but jcmd said " + info);
        }
        return sum;
    }

    private static String command(String name, long pid) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid), name)
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static long status(long pid, String field) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith(field + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> descriptors(long pid) throws IOException {
        try (Stream<Path> links = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            return links.map(Resources::target).toList();
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return "";
        }
    }

    private static long count(Path folder) {
        if (!Files.exists(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(path -> !Files.isDirectory(path)).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
