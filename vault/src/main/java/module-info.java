/** Keys: what signs, agrees, seals and hashes, and where secrets are kept. */
@org.jspecify.annotations.NullMarked
module dev.portals.vault {
    requires static transitive org.jspecify;
    requires org.bouncycastle.provider;

    exports dev.portals.vault;
}
