package dev.assay.wire.gob;

import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Finds structs that hold themselves without a pointer, a slice or a map between: Go has no such type. */
final class EndlessStructs {
    private final Set<GobType> around = new HashSet<>();
    private final Set<GobType> finished = new HashSet<>();

    private EndlessStructs() {}

    /** @throws IllegalArgumentException when there is one */
    static void refuse(Collection<GobType> types) {
        EndlessStructs search = new EndlessStructs();
        types.forEach(search::visit);
    }

    private void visit(GobType type) {
        if (finished.contains(type)) {
            return;
        }
        if (!around.add(type)) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "the type %s holds itself without a pointer between", type));
        }
        if (type instanceof GobType.StructOf struct) {
            for (GobType.Field field : struct.fields()) {
                if (!field.pointer()) {
                    visit(field.type());
                }
            }
        } else if (type instanceof GobType.ArrayOf array) {
            visit(array.element());
        }
        around.remove(type);
        finished.add(type);
    }
}
