package com.skyflow.loader.cli.dashboard;

import com.skyflow.loader.common.kafka.KafkaClients;
import com.skyflow.loader.common.ledger.Account;
import com.skyflow.loader.common.ledger.LedgerFinder;
import com.skyflow.loader.common.ledger.LedgerKey;
import com.skyflow.loader.common.ledger.Posting;
import com.skyflow.loader.monitor.ledger.LedgerTopic;
import java.util.Map;
import java.util.stream.Collectors;

/** Where the accounts are read, again and again. Owned by one thread. */
interface Accounts extends AutoCloseable {
    /** The accounts as they stand now. */
    Map<LedgerKey, Account> read();

    @Override
    void close();

    /** In {@code byot.ledger}, to which the monitor writes them. */
    final class Kept implements Accounts {
        private final LedgerTopic topic;
        private boolean isRead;

        Kept(KafkaClients clients) {
            topic = new LedgerTopic(clients);
        }

        @Override
        public Map<LedgerKey, Account> read() {
            Map<LedgerKey, Posting> postings = isRead ? topic.readOn() : topic.readToEnd();
            isRead = true;
            return postings.entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, posting -> posting.getValue().account()));
        }

        @Override
        public void close() {
            topic.close();
        }
    }

    /** Summed up here, for a process without a monitor; none until there is a load. */
    final class SummedUp implements Accounts {
        private final LedgerFinder ledger;

        SummedUp(KafkaClients clients) {
            ledger = new LedgerFinder(clients);
        }

        @Override
        public Map<LedgerKey, Account> read() {
            return ledger.find().map(log -> Map.copyOf(log.read().accounts())).orElse(Map.of());
        }

        @Override
        public void close() {
            ledger.close();
        }
    }
}
