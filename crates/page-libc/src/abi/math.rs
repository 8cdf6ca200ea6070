//! What `f64` and `f32` cannot do in one instruction: `std::sys::cmath`, and
//! the compiler for `sin`, `exp`, `powf` and others. The work is the crate
//! `libm`'s.

macro_rules! functions {
    ($($type:ty: $($name:ident($($argument:ident),*))*;)*) => {
        $($(
            #[unsafe(no_mangle)]
            extern "C" fn $name($($argument: $type),*) -> $type {
                libm::$name($($argument),*)
            }
        )*)*
    };
}

functions! {
    f64: acos(x) acosh(x) asin(x) asinh(x) atan(x) atan2(y, x) atanh(x) cbrt(x) cos(x) cosh(x)
        erf(x) erfc(x) exp(x) exp2(x) expm1(x) fdim(x, y) fma(x, y, z) fmod(x, y) hypot(x, y)
        log(x) log10(x) log1p(x) log2(x) pow(x, y) round(x) roundeven(x) sin(x) sinh(x) tan(x)
        tanh(x) tgamma(x);
    f32: acosf(x) acoshf(x) asinf(x) asinhf(x) atanf(x) atan2f(y, x) atanhf(x) cbrtf(x) cosf(x)
        coshf(x) erff(x) erfcf(x) expf(x) exp2f(x) expm1f(x) fdimf(x, y) fmaf(x, y, z)
        fmodf(x, y) hypotf(x, y) logf(x) log10f(x) log1pf(x) log2f(x) powf(x, y) roundf(x)
        roundevenf(x) sinf(x) sinhf(x) tanf(x) tanhf(x) tgammaf(x);
}

/// `f64::ln_gamma`.
#[unsafe(no_mangle)]
extern "C" fn lgamma_r(x: f64, sign: &mut i32) -> f64 {
    let (value, its_sign) = libm::lgamma_r(x);
    *sign = its_sign;
    value
}

/// `f32::ln_gamma`.
#[unsafe(no_mangle)]
extern "C" fn lgammaf_r(x: f32, sign: &mut i32) -> f32 {
    let (value, its_sign) = libm::lgammaf_r(x);
    *sign = its_sign;
    value
}
