package io.washa.ledger;

import java.util.UUID;

/**
 * Money came into a wallet; told within the transaction, which holds the wallet's lock.
 *
 * @param kind of the entry that brought it
 */
public record WalletCredited(UUID owner, String kind) {}
