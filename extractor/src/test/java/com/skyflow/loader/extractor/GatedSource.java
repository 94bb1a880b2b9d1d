package com.skyflow.loader.extractor;

import com.skyflow.loader.common.ledger.SourceIdentity;
import com.skyflow.loader.extractor.source.RowReader;
import com.skyflow.loader.extractor.source.Source;
import com.skyflow.loader.extractor.source.SourceRow;
import com.skyflow.loader.extractor.source.Start;
import com.skyflow.loader.extractor.source.Survey;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** A source whose reader calls a gate before each row, with its number: the gate may wait or fail. */
record GatedSource(Source source, LongConsumer gate) implements Source {
    @Override
    public SourceIdentity identity() {
        return source.identity();
    }

    @Override
    public Optional<Survey> survey() {
        return source.survey();
    }

    @Override
    public @Nullable String request(Start start) {
        return source.request(start);
    }

    @Override
    public Optional<Survey> await(Start start, CountDownLatch stopped) {
        return source.await(start, stopped);
    }

    @Override
    public void ensureReadBefore(Start end) {
        source.ensureReadBefore(end);
    }

    @Override
    public RowReader open(Start start) {
        RowReader reader = source.open(start);
        return new RowReader() {
            private long row = start.position();

            @Override
            public boolean next() {
                gate.accept(++row);
                return reader.next();
            }

            @Override
            public SourceRow row() {
                return reader.row();
            }

            @Override
            public @Nullable String cursor() {
                return reader.cursor();
            }

            @Override
            public void ensureUnchanged(SourceIdentity identity) {
                reader.ensureUnchanged(identity);
            }

            @Override
            public void close() {
                reader.close();
            }
        };
    }
}
