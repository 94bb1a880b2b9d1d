package com.skyflow.loader.testing.snowflake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A column of a result, and how its cells travel: as text, whatever their type. */
record Column(String name, String type, int precision, int scale) {
    static Column of(ResultSetMetaData data, int index) throws SQLException {
        // Unquoted names come back in upper case.
        String name = data.getColumnLabel(index).toUpperCase(Locale.ROOT);
        return switch (data.getColumnType(index)) {
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> new Column(name, "FIXED", 38, 0);
            case Types.DECIMAL, Types.NUMERIC -> new Column(name, "FIXED", 38, data.getScale(index));
            case Types.BOOLEAN -> new Column(name, "BOOLEAN", 0, 0);
            case Types.DATE -> new Column(name, "DATE", 0, 0);
            // Sums and row numbers are HUGEINT, which JDBC has no number for.
            default ->
                data.getColumnTypeName(index).equals("HUGEINT")
                        ? new Column(name, "FIXED", 38, 0)
                        : new Column(name, "TEXT", 0, 0);
        };
    }

    @Nullable String cell(ResultSet rows, int index) throws SQLException {
        Object cell = rows.getObject(index);
        if (cell == null) {
            return null;
        }
        return switch (type) {
            case "BOOLEAN" -> rows.getBoolean(index) ? "1" : "0";
            case "DATE" -> Long.toString(rows.getDate(index).toLocalDate().toEpochDay());
            default -> rows.getString(index);
        };
    }

    void describe(ObjectNode node) {
        node.put("name", name)
                .put("database", "")
                .put("schema", "")
                .put("table", "")
                .put("nullable", true)
                .put("type", type.toLowerCase(Locale.ROOT))
                .put("precision", precision)
                .put("scale", scale)
                .put("length", 16_777_216)
                .put("byteLength", 16_777_216)
                .putNull("collation");
    }
}
