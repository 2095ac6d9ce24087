package dev.assay.process;

import dev.assay.process.linux.Cgroup;
import dev.assay.process.linux.CgroupTree;
import dev.assay.process.linux.HostIdentity;
import dev.assay.process.linux.ProcFs;
import dev.assay.process.linux.ProcessOwners;
import dev.assay.process.linux.Trampoline;
import dev.assay.process.output.OutputPipes;
import dev.assay.text.ForeignText;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Starts the process that a {@link Launch} describes. Blocks for a moment. */
final class ProcessStart {
    private static final File DEV_NULL = new File("/dev/null");

    private static final Logger LOG = Logger.getLogger(ProcessStart.class);

    private final ChildEnvironment environment;
    private final Trampoline trampoline;
    private final Optional<CgroupTree> cgroups;
    private final Optional<HostIdentity> host;
    private final ProcFs proc;
    private final ProcessOwners owners;

    ProcessStart(
            ChildEnvironment environment,
            Trampoline trampoline,
            Optional<CgroupTree> cgroups,
            Optional<HostIdentity> host,
            ProcFs proc,
            ProcessOwners owners) {
        this.environment = environment;
        this.trampoline = trampoline;
        this.cgroups = cgroups;
        this.host = host;
        this.proc = proc;
        this.owners = owners;
    }

    /** @throws ProcessException when it cannot be started */
    OsPluginProcess.Started start(Launch launch, SocketDirectory directory) {
        StartFailure failure = new StartFailure(launch.plugin(), program(launch));
        if (proc.available()) {
            failure.foreignFormat(System.getProperty("os.arch", "")).ifPresent(foreign -> {
                throw foreign;
            });
        }
        Path sockets = directory.forProcess();
        String instance = UUID.randomUUID().toString();
        ResourceLimits limits = launch.limits();
        Optional<Cgroup> group =
                cgroups.flatMap(tree -> tree.create(instance, limits.milliCpus(), limits.memoryBytes()));
        List<String> command = new ArrayList<>(group.map(Cgroup::prefix).orElse(List.of()));
        command.addAll(trampoline.apply(launch.command()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectInput(DEV_NULL);
        boolean started = false;
        try {
            setEnvironment(builder, launch, environment.build(launch, sockets, instance, host));
            Process process = builder.start();
            OutputPipes pipes = OutputPipes.of(process);
            owners.add(instance, process.pid(), trampoline.used());
            ProcessDescendants processTree = new ProcessDescendants(process.toHandle(), proc, owners, instance, group);
            started = true;
            return new OsPluginProcess.Started(launch, process, pipes, processTree, sockets, trampoline);
        } catch (IOException e) {
            throw failure.of(e);
        } catch (IllegalArgumentException e) {
            throw failure.permanent("a variable for its environment is not valid: " + e.getMessage()
                    + "; names may have no = and neither names nor values a NUL");
        } finally {
            if (!started) {
                killAll(instance);
                SocketDirectory.delete(sockets);
                group.ifPresent(Cgroup::remove);
            }
        }
    }

    /** Where the JDK can start no thread for a new process, it fails, but the process is there. */
    private void killAll(String instance) {
        for (long pid : proc.pids()) {
            Optional<ProcessHandle> process = ProcessHandle.of(pid);
            boolean child = proc.variable(pid, ChildEnvironment.INSTANCE)
                    .filter(instance::equals)
                    .isPresent();
            process.filter(handle -> child).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    private static String program(Launch launch) {
        List<String> command = launch.command();
        if (command.isEmpty() || command.get(0).isEmpty() || command.stream().anyMatch(part -> part.indexOf(0) >= 0)) {
            throw new ProcessException(
                    true,
                    "tried to start plugin " + launch.plugin() + ", but its command "
                            + ForeignText.quoted(String.join(" ", command))
                            + " names no program or has a NUL in it; correct its location and arguments",
                    null);
        }
        return command.get(0);
    }

    private static void setEnvironment(ProcessBuilder builder, Launch launch, ChildEnvironment.Built built) {
        if (!built.ignored().isEmpty()) {
            LOG.warnf(
                    "The environment of plugin %s sets %s, which the host must set itself; those entries are ignored,"
                            + " remove them",
                    launch.plugin(), built.ignored());
        }
        builder.environment().clear();
        builder.environment().putAll(built.variables());
    }
}
