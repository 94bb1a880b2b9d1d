package com.skyflow.loader.testing.snowflake;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Rows as they are answered: the first of them in the answer itself, the others in chunks of their own addresses. */
final class Result {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Rows rows;
    private final Format format;
    private final int inline;
    private final List<byte[]> chunks = new ArrayList<>();
    private final ArrayNode listed = JSON.createArrayNode();

    /**
     * @param inline rows in the answer, at most
     * @param chunk rows of a chunk, at most
     * @param address where the chunks are, with a slash behind
     */
    Result(Rows rows, Format format, int inline, int chunk, String address) {
        this.rows = rows;
        this.format = format;
        this.inline = Math.min(inline, rows.cells().size());
        for (int from = this.inline; from < rows.cells().size(); from += chunk) {
            add(rows.cells().subList(from, Math.min(from + chunk, rows.cells().size())), address);
        }
    }

    private void add(List<List<@Nullable String>> cells, String address) {
        try {
            byte[] text = encode(cells);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
                gzip.write(text);
            }
            listed.addObject()
                    .put("url", address + chunks.size())
                    .put("rowCount", cells.size())
                    .put("uncompressedSize", text.length)
                    .put("compressedSize", bytes.size());
            chunks.add(bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] encode(List<List<@Nullable String>> cells) throws IOException {
        return switch (format) {
            case JSON -> {
                // Rows without brackets around them.
                String array = JSON.writeValueAsString(cells);
                yield array.substring(1, array.length() - 1).getBytes(StandardCharsets.UTF_8);
            }
            case ARROW -> ArrowRows.write(rows.columns(), cells);
        };
    }

    byte[] chunk(int number) {
        return chunks.get(number);
    }

    void write(ObjectNode data) {
        ArrayNode types = data.putArray("rowtype");
        rows.columns().forEach(column -> column.describe(types.addObject()));
        List<List<@Nullable String>> first = rows.cells().subList(0, inline);
        switch (format) {
            case JSON -> {
                ArrayNode cells = data.put("queryResultFormat", "json").putArray("rowset");
                first.forEach(row -> {
                    ArrayNode line = cells.addArray();
                    row.forEach(line::add);
                });
            }
            case ARROW ->
                data.put("queryResultFormat", "arrow").put("rowsetBase64", ArrowRows.write(rows.columns(), first));
        }
        data.put("total", rows.cells().size()).put("returned", rows.cells().size());
        if (!chunks.isEmpty()) {
            data.set("chunks", listed);
            data.putObject("chunkHeaders").put("x-stand-in", "1");
        }
    }
}
