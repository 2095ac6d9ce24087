package dev.assay.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.api.admission.ParserThreads;
import dev.assay.api.admission.UploadedBody;
import dev.assay.api.admission.WorkCost;
import dev.assay.api.admission.WorkMemory;
import dev.assay.manifest.DocumentSyntax;
import dev.assay.manifest.PlacedObject;
import dev.assay.measure.RequestRefusedException;
import dev.assay.measure.RequestRefusedException.Kind;
import dev.assay.text.DocumentException;
import dev.assay.text.Utf8;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** The body of a request, JSON or YAML, which is not parsed yet. */
public final class PostedBody {
    private final UploadedBody body;
    private final MediaType type;
    private final long maxFilledIn;
    private final ParserThreads threads;

    /**
     * @param type of the body
     * @param maxFilledIn the most characters that a run may have with its arguments filled in
     */
    PostedBody(UploadedBody body, MediaType type, long maxFilledIn, ParserThreads threads) {
        this.body = body;
        this.type = type;
        this.maxFilledIn = maxFilledIn;
        this.threads = threads;
    }

    /** The memory of the request. */
    public WorkMemory memory() {
        return body.memory();
    }

    /** Does work that begins with parsing, on another thread where the body is large. */
    public <T> Uni<T> work(Supplier<Uni<T>> work) {
        return Uni.createFrom()
                .<T>deferred(work::get)
                .runSubscriptionOn(task -> threads.execute(body.bytes().length, task));
    }

    /**
     * Gives the body as a text of YAML, and takes memory for its parsing.
     *
     * @param parsings how often the text, or all of it in parts, is parsed
     * @throws RequestRefusedException when it is no text, or there is no memory for it
     */
    public String yaml(int parsings) {
        byte[] bytes = body.bytes();
        ContentHeaders.requireUtf8(type, bytes);
        body.memory().grow(parsings * WorkCost.document(bytes, true, 0));
        try {
            return Utf8.decode(bytes);
        } catch (CharacterCodingException e) {
            throw new RequestRefusedException(
                    Kind.UNREADABLE_BODY, "tried to read the body, but it is not UTF-8; encode it so");
        }
    }

    /**
     * Reads an object; an empty body is an empty object. A media type that is neither JSON nor YAML
     * says nothing: curl calls every body a form.
     *
     * @throws RequestRefusedException when it cannot be read, or there is no memory for it
     */
    public ObjectNode object() {
        return read(DocumentSyntax::object);
    }

    /**
     * Reads the objects of all documents, as {@link #object} does one; of an empty body there are none.
     *
     * @throws RequestRefusedException when they cannot be read, or there is no memory for them
     */
    public List<PlacedObject> objects() {
        return read((syntax, bytes) -> syntax.objects(bytes, ""));
    }

    private <T> T read(BiFunction<DocumentSyntax, byte[], T> reading) {
        byte[] bytes = body.bytes();
        ContentHeaders.requireUtf8(type, bytes);
        String subtype = type.getSubtype().toLowerCase(Locale.ROOT);
        DocumentSyntax syntax = subtype.contains("yaml")
                ? DocumentSyntax.YAML
                : subtype.contains("json") ? DocumentSyntax.JSON : DocumentSyntax.EITHER;
        body.memory().grow(WorkCost.document(bytes, syntax != DocumentSyntax.JSON, maxFilledIn));
        try {
            return reading.apply(syntax, bytes);
        } catch (DocumentException e) {
            throw new RequestRefusedException(Kind.UNREADABLE_BODY, String.valueOf(e.getMessage()));
        }
    }
}
