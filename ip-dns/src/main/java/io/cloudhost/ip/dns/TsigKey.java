package io.cloudhost.ip.dns;

import io.cloudhost.core.settings.Secret;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.stream.Collectors;
import org.xbill.DNS.Name;
import org.xbill.DNS.TSIG;

/** The key that questions and answers are signed with. Its text is its name. */
final class TsigKey {

    private final Name name;
    private final TSIG tsig;

    private TsigKey(Name name, TSIG tsig) {
        this.name = name;
        this.tsig = tsig;
    }

    /** Makes a key; throws IllegalArgumentException, free of secrets, where the secret is not Base64. */
    static TsigKey of(Name name, Algorithm algorithm, Secret secret) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(secret.reveal().strip());
        } catch (IllegalArgumentException e) {
            // Its message has a part of the secret.
            throw new IllegalArgumentException("must be Base64, as tsig-keygen prints it");
        }
        if (bytes.length == 0) {
            throw new IllegalArgumentException("must not be empty");
        }
        return new TsigKey(name, new TSIG(algorithm.identifier(), name, bytes));
    }

    TSIG tsig() {
        return tsig;
    }

    @Override
    public String toString() {
        return name.toString(true);
    }

    /** How a signature is made; the names are the words of the settings. */
    enum Algorithm {
        HMAC_MD5,
        HMAC_SHA1,
        HMAC_SHA224,
        HMAC_SHA256,
        HMAC_SHA384,
        HMAC_SHA512;

        static final String WORDS = Arrays.stream(values()).map(Algorithm::word).collect(Collectors.joining(", "));

        static Algorithm parse(String text) {
            return Arrays.stream(values())
                    .filter(algorithm -> algorithm.word().equalsIgnoreCase(text.strip()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("must be one of " + WORDS));
        }

        private String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        private Name identifier() {
            return switch (this) {
                case HMAC_MD5 -> TSIG.HMAC_MD5;
                case HMAC_SHA1 -> TSIG.HMAC_SHA1;
                case HMAC_SHA224 -> TSIG.HMAC_SHA224;
                case HMAC_SHA256 -> TSIG.HMAC_SHA256;
                case HMAC_SHA384 -> TSIG.HMAC_SHA384;
                case HMAC_SHA512 -> TSIG.HMAC_SHA512;
            };
        }
    }
}
