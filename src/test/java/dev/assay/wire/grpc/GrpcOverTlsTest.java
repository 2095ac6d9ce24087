package dev.assay.wire.grpc;

class GrpcOverTlsTest extends GrpcContract {
    GrpcOverTlsTest() {
        super(Way.TLS_OVER_TCP);
    }
}
