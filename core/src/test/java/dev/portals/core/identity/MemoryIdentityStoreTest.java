package dev.portals.core.identity;

class MemoryIdentityStoreTest extends IdentityStoreConformance {
    @Override
    IdentityStore store(int mostPeers) {
        return new MemoryIdentityStore(mostPeers);
    }
}
