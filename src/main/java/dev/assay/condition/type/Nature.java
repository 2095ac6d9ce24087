package dev.assay.condition.type;

import dev.assay.condition.builtin.Builtin;
import dev.assay.condition.value.GoType;
import dev.assay.condition.value.Kind;
import org.jspecify.annotations.Nullable;

/**
 * The knowledge about a value before there is one: its type, and more where more is known.
 *
 * @param type null for nil, and for a value of which nothing is known
 * @param isNil whether it is nil
 * @param element the elements of a list, where more is known of them than the type of the list says
 * @param builtin the function that it is
 */
public record Nature(
        @Nullable GoType type,
        boolean isNil,
        @Nullable Nature element,
        @Nullable Builtin builtin) {
    public static final Nature UNKNOWN = new Nature(null, false, null, null);
    public static final Nature NIL = new Nature(null, true, null, null);
    static final Nature BOOL = of(GoType.BOOL);
    static final Nature INT = of(GoType.INT);
    static final Nature FLOAT = of(GoType.FLOAT64);
    static final Nature STRING = of(GoType.STRING);

    public static Nature of(GoType type) {
        return new Nature(type, false, null, null);
    }

    /** A list of type {@code []interface {}}, of whose elements more is known. */
    Nature list() {
        return new Nature(GoType.LIST, false, this, null);
    }

    boolean isUnknown() {
        return type == null ? !isNil : type.kind() == Kind.INTERFACE;
    }

    /** {@link Kind#INVALID} where nothing is known, and for nil. */
    public Kind kind() {
        return type == null ? Kind.INVALID : type.kind();
    }

    public boolean is(GoType other) {
        return other.equals(type);
    }

    boolean isInteger() {
        return type != null && type.isInteger();
    }

    boolean isFloat() {
        return kind().isFloat();
    }

    boolean isNumber() {
        return type != null && type.isNumber();
    }

    boolean isBool() {
        return kind() == Kind.BOOL;
    }

    boolean isString() {
        return kind() == Kind.STRING;
    }

    boolean isList() {
        return kind().isList();
    }

    /** The elements of a list, or the values of a map. */
    Nature elements() {
        if (isList() && element != null) {
            return element;
        }
        return type == null || type.elem() == null ? UNKNOWN : of(type.elem());
    }

    boolean isAssignableTo(Nature other) {
        if (isNil) {
            Kind kind = other.kind();
            return kind == Kind.PTR
                    || kind == Kind.INTERFACE
                    || kind == Kind.FUNC
                    || kind == Kind.MAP
                    || kind == Kind.SLICE;
        }
        return type != null && other.type != null && type.isAssignableTo(other.type);
    }

    boolean isComparableTo(Nature other) {
        return isUnknown()
                || other.isUnknown()
                || isNil
                || other.isNil
                || (isNumber() && other.isNumber())
                || (isList() && other.isList())
                || isAssignableTo(other);
    }

    /** The name of the type in messages. */
    @Override
    public String toString() {
        return type == null ? "unknown" : type.name();
    }
}
