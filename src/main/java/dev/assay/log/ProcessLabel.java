package dev.assay.log;

/** The process whose lines a log takes. It is known a moment after the first line may come. Thread-safe. */
public final class ProcessLabel {
    private volatile long pid;
    private volatile int generation;

    /** @param generation the number of the plugin's processes that have been Ready, this one included, or would be */
    public ProcessLabel(int generation) {
        this.generation = generation;
    }

    /** Zero where the process is not known. */
    long pid() {
        return pid;
    }

    int generation() {
        return generation;
    }

    /** To be called before the first line. */
    public void launched(long newPid) {
        pid = newPid;
    }

    public void ready(int newGeneration) {
        generation = newGeneration;
    }
}
