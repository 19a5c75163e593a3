package dev.portals.core.identity;

class MemoryIdentityStoreTest extends IdentityStoreConformance {
    @Override
    protected IdentityStore store(int mostPeers) {
        return new MemoryIdentityStore(mostPeers);
    }
}
