package dev.assay.host.status;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The numbers of a plugin that change all the time. Rates and percentiles are those of the last minute.
 *
 * @param callsPerSecond the calls that ended, whatever their outcome
 * @param errorRatio the failures among them, 0 to 1; empty without calls
 * @param p50Milliseconds half of the calls took less, the wait for a place included; empty without calls
 * @param p99Milliseconds 99 of 100 calls took less; empty without calls
 * @param inFlight the calls that its process works at
 * @param waiting the calls that wait for a process or a place
 * @param processorCores the processors that its processes keep busy, for instance 0.5; empty where it is not known
 * @param residentBytes the memory of its processes, without pages of files; empty where it is not known
 * @param openDescriptors the files and sockets that its processes have open; empty where it is not known
 * @param threads of its processes; empty where it is not known
 * @param calls all that have ended since the plugin was configured
 * @param failures of these, those with an error: no answer, or a measurement of phase Error
 */
public record PluginStatistics(
        String name,
        double callsPerSecond,
        OptionalDouble errorRatio,
        OptionalDouble p50Milliseconds,
        OptionalDouble p99Milliseconds,
        int inFlight,
        int waiting,
        OptionalDouble processorCores,
        OptionalLong residentBytes,
        OptionalLong openDescriptors,
        OptionalLong threads,
        long calls,
        long failures) {}
