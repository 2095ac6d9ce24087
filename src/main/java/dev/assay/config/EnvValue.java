package dev.assay.config;

/** The value of a variable in {@code env}. No {@code toString} shows a value, because it may be secret. */
public sealed interface EnvValue {
    /** A value that stands in the entry itself. */
    record Text(String value) implements EnvValue {
        @Override
        public String toString() {
            return "a value";
        }
    }

    /**
     * A key of a Secret, in the namespace of the configuration. It is read at each start of the process.
     *
     * @param secret the name of the Secret
     * @param optional whether the variable is left out where there is no such Secret or key
     */
    record SecretKey(String secret, String key, boolean optional) implements EnvValue {
        @Override
        public String toString() {
            return "key " + key + " of the Secret " + secret;
        }
    }
}
