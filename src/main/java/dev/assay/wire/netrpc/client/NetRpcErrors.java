package dev.assay.wire.netrpc.client;

import dev.assay.metric.CallException;
import dev.assay.metric.CallException.Remedy;
import dev.assay.text.ForeignText;
import dev.assay.text.HumanUnits;
import dev.assay.wire.CallSentences;
import dev.assay.wire.netrpc.UnexpectedValue;
import java.time.Duration;

/** The exceptions of failed calls and connections: a sentence for a person, and the {@link Remedy}. */
final class NetRpcErrors {
    /** The longest part of a foreign text that a message quotes. */
    private static final int MAX_QUOTED = 1_000;

    private final CallSentences sentences;

    /** @param address of the plugin, as {@link dev.assay.wire.Addresses#text} writes it */
    NetRpcErrors(String address) {
        this.sentences = new CallSentences(address);
    }

    /** @param why the sentence with which the connection ended */
    CallException gone(String verb, String why) {
        return sentences.gone(verb, " (" + why + ")", null);
    }

    /**
     * The plugin's net/rpc server answered with an error.
     *
     * @param method the method of net/rpc, for instance {@code Plugin.Run}
     */
    CallException answered(String verb, String method, ServerError error) {
        String quoted = quoted(String.valueOf(error.getMessage()));
        if (error.saysNotImplemented()) {
            return new CallException(
                    Remedy.CONFIGURE,
                    tried(verb) + "the plugin does not implement " + method + " (" + quoted
                            + "); implement this verb in the plugin, or configure a plugin that does",
                    error);
        }
        if (error.saysUnreadable()) {
            return new CallException(
                    Remedy.CONFIGURE,
                    tried(verb) + "the plugin could not read the request (" + quoted
                            + "); build the plugin with a newer version of Argo Rollouts",
                    error);
        }
        return new CallException(
                Remedy.RETRY,
                tried(verb) + "it answered with an error (" + quoted
                        + "); call again, and when it stays so look into the plugin's log",
                error);
    }

    /** @param what the fault, for instance {@code its Phase is a number} */
    CallException unreadable(String verb, UnexpectedValue what) {
        return new CallException(
                Remedy.CONFIGURE,
                tried(verb) + "its answer cannot be read (" + quoted(String.valueOf(what.getMessage()))
                        + "); correct the plugin",
                what);
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
                tried(verb) + waiting + " bytes wait to be sent already, since the plugin does not read them;"
                        + " call again later");
    }

    CallException failed(String verb, RuntimeException failure) {
        return CallSentences.bug(tried(verb), failure);
    }

    CallException notConnected(String why) {
        return CallSentences.restarting(triedToConnect(), why, null);
    }

    /** @param advice what the user must change, without which trying again is of no use */
    CallException misconfigured(String why, String advice) {
        return new CallException(Remedy.CONFIGURE, triedToConnect() + why + "; " + advice);
    }

    /** @param step the answer that was awaited, for instance {@code to Control.Ping} */
    CallException notConnectedWithin(Duration timeout, String step) {
        return notConnected("got no answer within " + HumanUnits.seconds(timeout) + " " + step);
    }

    /** The failure of a connection attempt: a {@link CallException} stays as it is. */
    CallException notConnected(Throwable failure) {
        if (!(failure instanceof CallException e)) {
            return CallSentences.bug(triedToConnect(), failure);
        }
        return e;
    }

    /** @param type the name that was to be dispensed, for instance {@code RpcMetricProviderPlugin} */
    CallException notDispensed(String type, CallException failure) {
        if (!(failure.getCause() instanceof ServerError error)) {
            return failure;
        }
        return new CallException(
                Remedy.CONFIGURE,
                triedToConnect() + "it does not hand out " + type + " (" + quoted(String.valueOf(error.getMessage()))
                        + "); configure a metric plugin of Argo Rollouts",
                failure);
    }

    CallException unwell(CallException failure) {
        return new CallException(
                Remedy.RESTARTING, sentences.healthCheck() + "the ping failed: " + failure.getMessage(), failure);
    }

    /** On one line, and not longer than is good for a log. */
    static String quoted(String text) {
        return ForeignText.oneLine(text, MAX_QUOTED);
    }

    private String triedToConnect() {
        return "tried to connect to the plugin at " + sentences.address() + ", but ";
    }

    private String tried(String verb) {
        return sentences.call(verb);
    }
}
