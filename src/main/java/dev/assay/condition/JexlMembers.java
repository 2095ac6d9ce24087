package dev.assay.condition;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.commons.jexl3.JexlArithmetic;
import org.apache.commons.jexl3.JexlOperator;
import org.apache.commons.jexl3.introspection.JexlMethod;
import org.apache.commons.jexl3.introspection.JexlPropertyGet;
import org.apache.commons.jexl3.introspection.JexlPropertySet;
import org.apache.commons.jexl3.introspection.JexlUberspect;
import org.jspecify.annotations.Nullable;

/** The members that JEXL can reach in a value: elements of lists and maps. Reflection is switched off. */
final class JexlMembers implements JexlUberspect {
    @Override
    public JexlPropertyGet getPropertyGet(Object target, Object key) {
        return new Element(key);
    }

    @Override
    public JexlPropertyGet getPropertyGet(List<PropertyResolver> resolvers, Object target, Object key) {
        return getPropertyGet(target, key);
    }

    private static Object element(Object target, Object key) {
        if (target instanceof Map<?, ?> map) {
            if (!(key instanceof String)) {
                throw new EvaluationException("cannot use " + ConditionValues.type(key) + " to get an element from "
                        + ConditionValues.type(map));
            }
            return ConditionValues.of(map.get(key));
        }
        if (target instanceof List<?> list) {
            if (!ConditionValues.isInteger(key)) {
                throw new EvaluationException(
                        "array elements can only be selected using an integer (got " + ConditionValues.type(key) + ")");
            }
            return elementAt(list, ConditionValues.asLong(key));
        }
        throw new EvaluationException("cannot fetch " + key + " from " + ConditionValues.type(target));
    }

    /** A negative index counts from the end. */
    private static Object elementAt(List<?> list, long index) {
        long at = index < 0 ? list.size() + index : index;
        if (at < 0 || at >= list.size()) {
            throw new EvaluationException("index out of range: " + index + " (array length is " + list.size() + ")");
        }
        return ConditionValues.of(list.get((int) at));
    }

    private record Element(Object key) implements JexlPropertyGet {
        @Override
        public Object invoke(Object target) {
            return element(target, key);
        }

        @Override
        public Object tryInvoke(Object target, Object otherKey) {
            return element(target, otherKey);
        }

        @Override
        public boolean tryFailed(Object value) {
            return false;
        }

        @Override
        public boolean isCacheable() {
            return false;
        }
    }

    @Override
    public List<PropertyResolver> getResolvers(JexlOperator operator, Object target) {
        return List.of();
    }

    @Override
    public JexlArithmetic.@Nullable Uberspect getArithmetic(JexlArithmetic arithmetic) {
        return null;
    }

    @Override
    public @Nullable JexlMethod getConstructor(Object constructed, Object... arguments) {
        return null;
    }

    @Override
    public @Nullable JexlMethod getMethod(Object target, String name, Object... arguments) {
        return null;
    }

    @Override
    public @Nullable JexlPropertySet getPropertySet(Object target, Object key, Object value) {
        return null;
    }

    @Override
    public @Nullable JexlPropertySet getPropertySet(
            List<PropertyResolver> resolvers, Object target, Object key, Object value) {
        return null;
    }

    @Override
    public @Nullable Iterator<?> getIterator(Object target) {
        return null;
    }

    @Override
    public ClassLoader getClassLoader() {
        return JexlMembers.class.getClassLoader();
    }

    @Override
    public void setClassLoader(ClassLoader loader) {
        // Nothing is loaded by name.
    }

    @Override
    public int getVersion() {
        return 0;
    }
}
