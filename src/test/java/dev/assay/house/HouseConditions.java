package dev.assay.house;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;

/** Conditions that the house's rules need and ArchUnit does not bring. */
final class HouseConditions {
    private static final Set<String> PROXIED_SCOPES =
            Set.of("jakarta.enterprise.context.ApplicationScoped", "jakarta.enterprise.context.RequestScoped");

    private HouseConditions() {}

    static ArchCondition<JavaClass> haveNoMutableStaticField() {
        return new ArchCondition<>("have no static field that is not final") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                for (JavaField field : item.getFields()) {
                    Set<JavaModifier> modifiers = field.getModifiers();
                    if (modifiers.contains(JavaModifier.STATIC)
                            && !modifiers.contains(JavaModifier.FINAL)
                            && !modifiers.contains(JavaModifier.SYNTHETIC)) {
                        events.add(SimpleConditionEvent.violated(field, field.getFullName() + " is a mutable static"));
                    }
                }
            }
        };
    }

    /** The container makes subclasses of such beans, so they cannot be final. */
    static boolean isProxiedByTheContainer(JavaClass c) {
        return PROXIED_SCOPES.stream().anyMatch(c::isAnnotatedWith);
    }
}
