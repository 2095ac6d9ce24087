package dev.assay.wire.netrpc;

import dev.assay.metric.CallException;
import dev.assay.metric.CallException.Remedy;

/** Says in Assay's words what became of a call, for a person and by {@link Remedy}. */
final class CallErrors {
    /** As much of a text from outside as a message quotes. */
    private static final int MAX_QUOTED = 1_000;

    private final String address;

    /** @param address where the plugin listens, as {@link dev.assay.wire.Addresses#text} writes it */
    CallErrors(String address) {
        this.address = address;
    }

    /** @param why the sentence with which the connection ended */
    CallException gone(String verb, String why) {
        return new CallException(
                Remedy.RESTARTING,
                tried(verb) + "the connection to it is gone (" + why
                        + "); call again once the plugin has been restarted");
    }

    /**
     * The plugin's net/rpc server answered with an error. Those of the server itself begin as below (Go's {@code
     * net/rpc/server.go}); those of gob, which cannot read the argument, with {@code gob: }; and one that got another
     * argument than it wants says {@code invalid args} (argo-rollouts {@code metricproviders/plugin/rpc/rpc.go}).
     *
     * @param method for instance {@code Plugin.Run}
     */
    CallException answered(String verb, String method, String error) {
        String quoted = quoted(error);
        if (isNotImplemented(error)) {
            return new CallException(
                    Remedy.CONFIGURE,
                    tried(verb) + "the plugin does not implement " + method + " (" + quoted
                            + "); implement this verb in the plugin, or configure a plugin that does");
        }
        if (error.startsWith("gob: ") || error.startsWith("invalid args")) {
            return new CallException(
                    Remedy.CONFIGURE,
                    tried(verb) + "the plugin could not read the request (" + quoted
                            + "); build the plugin with the types of Argo Rollouts 1.5 or newer");
        }
        return new CallException(
                Remedy.RETRY,
                tried(verb) + "it answered with an error (" + quoted
                        + "); call again, and when it stays so look into the plugin's log");
    }

    static boolean isNotImplemented(String error) {
        return error.startsWith("rpc: can't find ");
    }

    /** @param why for instance {@code its Phase is a number} */
    CallException unreadable(String verb, String why) {
        return new CallException(
                Remedy.CONFIGURE,
                tried(verb) + "its answer is none (" + quoted(why) + "); correct the plugin");
    }

    CallException tooLarge(String verb, long bytes, int allowed) {
        return new CallException(
                Remedy.RETRY,
                tried(verb) + "the request has " + bytes + " bytes, more than the " + allowed
                        + " that are allowed; make the analysis smaller, or raise assay.wire.max-message");
    }

    CallException congested(String verb, long waiting) {
        return new CallException(
                Remedy.RETRY,
                tried(verb) + waiting + " bytes wait to be sent already and the plugin does not read them;"
                        + " call again later");
    }

    CallException failed(String verb, RuntimeException failure) {
        return new CallException(
                Remedy.BUG, tried(verb) + "Assay itself failed (" + failure + "); report this", failure);
    }

    CallException notConnected(String why) {
        return new CallException(
                Remedy.RESTARTING, "tried to connect to the plugin at " + address + ", but " + why
                        + "; the plugin is to be restarted");
    }

    CallException notConfigured(String why, String advice) {
        return new CallException(
                Remedy.CONFIGURE, "tried to connect to the plugin at " + address + ", but " + why + "; " + advice);
    }

    CallException unwell(String why) {
        return new CallException(
                Remedy.RESTARTING,
                "tried to check the health of the plugin at " + address + ", but " + why
                        + "; the plugin is to be restarted");
    }

    /** On one line, and not longer than is good for a log. */
    static String quoted(String text) {
        String line = text.replaceAll("\\s*\\R\\s*", " ");
        return line.length() <= MAX_QUOTED ? line : line.substring(0, MAX_QUOTED) + "...";
    }

    private String tried(String verb) {
        return "tried to call " + verb + " of the plugin at " + address + ", but ";
    }
}
