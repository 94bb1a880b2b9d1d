package com.skyflow.loader.vault.client;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.skyflow.loader.common.row.JsonBuffer;
import com.skyflow.loader.common.row.Pair;
import java.util.List;

/**
 * The body of an insert into one table: {@code
 * {"records":[{"fields":{c:v},"tokens":{c:t}},…],"tokenization":false,"upsert":c,"byot":"ENABLE_STRICT"}} (Skyflow, "Insert
 * records"). Strict, because with {@code ENABLE} a missing token would silently be made up by the vault. Thread-safe.
 */
final class InsertBody {
    private static final byte[] HEAD = JsonBuffer.piece("{\"records\":[");
    private static final byte[] COMMA = JsonBuffer.piece(",");
    private static final byte[] ROW_TAIL = JsonBuffer.piece("\"}}");

    private final byte[] rowHead;
    private final byte[] rowMiddle;
    private final byte[] tail;

    InsertBody(String column, boolean upsert) {
        String name = quoted(column);
        this.rowHead = JsonBuffer.piece("{\"fields\":{%s:\"".formatted(name));
        this.rowMiddle = JsonBuffer.piece("\"},\"tokens\":{%s:\"".formatted(name));
        this.tail = JsonBuffer.piece("],\"tokenization\":false,%s\"byot\":\"ENABLE_STRICT\"}"
                .formatted(upsert ? "\"upsert\":" + name + "," : ""));
    }

    private static String quoted(String text) {
        return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
    }

    byte[] of(List<Pair> pairs) {
        int frame = rowHead.length + rowMiddle.length + ROW_TAIL.length + COMMA.length;
        int texts = 0;
        for (Pair pair : pairs) {
            texts += pair.value().length() + pair.token().length();
        }
        JsonBuffer json = new JsonBuffer(HEAD.length + pairs.size() * frame - COMMA.length + texts + tail.length);
        json.frame(HEAD);
        for (int i = 0; i < pairs.size(); i++) {
            if (i > 0) {
                json.frame(COMMA);
            }
            json.frame(rowHead);
            json.text(pairs.get(i).value());
            json.frame(rowMiddle);
            json.text(pairs.get(i).token());
            json.frame(ROW_TAIL);
        }
        json.frame(tail);
        return json.toBytes();
    }
}
