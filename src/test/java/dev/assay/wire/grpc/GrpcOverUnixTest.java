package dev.assay.wire.grpc;

class GrpcOverUnixTest extends GrpcContract {
    GrpcOverUnixTest() {
        super(Way.UNIX);
    }
}
