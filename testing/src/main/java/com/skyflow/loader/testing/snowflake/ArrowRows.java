package com.skyflow.loader.testing.snowflake;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** Rows as one Arrow stream, with the metadata by which the driver knows Snowflake's types. */
final class ArrowRows {
    private ArrowRows() {}

    static byte[] write(List<Column> columns, List<List<@Nullable String>> cells) {
        Schema schema = new Schema(columns.stream().map(ArrowRows::field).toList());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (RootAllocator allocator = new RootAllocator();
                VectorSchemaRoot root = VectorSchemaRoot.create(schema, allocator);
                ArrowStreamWriter writer = new ArrowStreamWriter(root, null, bytes)) {
            root.allocateNew();
            for (int column = 0; column < columns.size(); column++) {
                for (int row = 0; row < cells.size(); row++) {
                    String cell = cells.get(row).get(column);
                    if (cell != null) {
                        set(root.getVector(column), row, cell);
                    }
                }
            }
            root.setRowCount(cells.size());
            writer.start();
            if (!cells.isEmpty()) {
                writer.writeBatch();
            }
            writer.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static Field field(Column column) {
        ArrowType type = switch (column.type()) {
            case "FIXED" -> new ArrowType.Int(64, true);
            case "BOOLEAN" -> ArrowType.Bool.INSTANCE;
            case "DATE" -> new ArrowType.Date(DateUnit.DAY);
            default -> ArrowType.Utf8.INSTANCE;
        };
        Map<String, String> metadata = Map.of(
                "logicalType", column.type(),
                "precision", Integer.toString(column.precision()),
                "scale", Integer.toString(column.scale()),
                "charLength", "16777216",
                "byteLength", "16777216");
        return new Field(column.name(), new FieldType(true, type, null, metadata), null);
    }

    private static void set(FieldVector vector, int row, String cell) {
        switch (vector) {
            case BigIntVector numbers -> numbers.setSafe(row, Long.parseLong(cell.replace(".", "")));
            case BitVector bits -> bits.setSafe(row, cell.equals("1") ? 1 : 0);
            case DateDayVector days -> days.setSafe(row, Integer.parseInt(cell));
            case VarCharVector texts -> texts.setSafe(row, cell.getBytes(StandardCharsets.UTF_8));
            default -> throw new IllegalStateException(vector.getClass().getName());
        }
    }
}
