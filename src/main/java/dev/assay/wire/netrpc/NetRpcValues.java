package dev.assay.wire.netrpc;

import dev.assay.wire.gob.GobValue;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Readers of received values, by the type that their place has. Each throws {@link UnexpectedValue} for another type. */
public final class NetRpcValues {
    private NetRpcValues() {}

    /** The reply of a method without an answer: anything. */
    public static Void nothing(GobValue value) {
        return null;
    }

    public static String text(GobValue value) {
        if (value instanceof GobValue.Text text) {
            return text.value();
        }
        throw new UnexpectedValue("it is " + kind(value) + " instead of a string");
    }

    /** A number of 32 bits without sign, which net/rpc's peer chose. */
    public static int id(GobValue value) {
        if (value instanceof GobValue.Uint number && number.value() >>> Integer.SIZE == 0) {
            return (int) number.value();
        }
        throw new UnexpectedValue("it is " + kind(value) + " instead of a uint32");
    }

    /** {@code RpcError{ErrorString}} (argo-rollouts {@code utils/plugin/types/types.go}); empty is no error. */
    public static String errorString(GobValue value) {
        return text(struct(value, "an RpcError"), "ErrorString");
    }

    public static Map<String, String> texts(GobValue value) {
        if (!(value instanceof GobValue.Mapping mapping)) {
            throw new UnexpectedValue("it is " + kind(value) + " instead of a map of strings");
        }
        Map<String, String> texts = new LinkedHashMap<>();
        for (GobValue.Entry entry : mapping.entries()) {
            texts.put(text(entry.key()), text(entry.value()));
        }
        return texts;
    }

    /**
     * An {@code int} as Java has it: what is beyond 32 bits counts as the nearest number.
     *
     * @param value null for 0, as gob leaves it out
     */
    public static int limit(@Nullable GobValue value) {
        if (value == null) {
            return 0;
        }
        if (value instanceof GobValue.Int number) {
            return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, number.value()));
        }
        throw new UnexpectedValue("it is " + kind(value) + " instead of an int");
    }

    /** @param name of the type, for instance {@code a Measurement} */
    public static GobValue.Struct struct(GobValue value, String name) {
        if (value instanceof GobValue.Struct struct) {
            return struct;
        }
        throw new UnexpectedValue("it is " + kind(value) + " instead of " + name);
    }

    /** A field of that name; absent is empty, as gob leaves it out. */
    public static String text(GobValue.Struct struct, String field) {
        GobValue value = struct.fields().get(field);
        if (value == null) {
            return "";
        }
        if (value instanceof GobValue.Text text) {
            return text.value();
        }
        throw new UnexpectedValue("its " + field + " is " + kind(value) + " instead of a string");
    }

    /** A field without sign; absent is 0. */
    public static long number(GobValue.Struct struct, String field) {
        GobValue value = struct.fields().get(field);
        if (value == null) {
            return 0;
        }
        if (value instanceof GobValue.Uint number) {
            return number.value();
        }
        throw new UnexpectedValue("its " + field + " is " + kind(value) + " instead of a number");
    }

    /** The kind of a value, for messages: for instance {@code a string}. */
    public static String kind(GobValue value) {
        if (value instanceof GobValue.Bool) {
            return "a bool";
        } else if (value instanceof GobValue.Int) {
            return "an int";
        } else if (value instanceof GobValue.Uint) {
            return "a uint";
        } else if (value instanceof GobValue.Float || value instanceof GobValue.Complex) {
            return "a float";
        } else if (value instanceof GobValue.Text) {
            return "a string";
        } else if (value instanceof GobValue.Sequence) {
            return "a slice";
        } else if (value instanceof GobValue.Mapping) {
            return "a map";
        } else if (value instanceof GobValue.Struct struct) {
            return struct.type().isEmpty() ? "a struct" : "a struct " + struct.type();
        } else if (value instanceof GobValue.Dynamic dynamic) {
            return "an interface with " + dynamic.registeredName();
        }
        return "of bytes";
    }
}
