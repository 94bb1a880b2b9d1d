package com.skyflow.loader.extractor.source;

import com.skyflow.loader.common.ledger.SourceIdentity;
import java.util.Optional;

/** A source that refuses what a test does not expect to be asked of it. */
public abstract class SourceStub implements Source {
    @Override
    public SourceIdentity identity() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Survey> survey() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void ensureReadBefore(Start end) {
        throw new UnsupportedOperationException();
    }

    @Override
    public RowReader open(Start start) {
        throw new UnsupportedOperationException();
    }
}
