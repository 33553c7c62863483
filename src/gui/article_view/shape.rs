//! Draws the sign of a status beside a mark's number.
//!
//! Knows nothing of what the statuses mean.

use egui::{Color32, Painter, Pos2, Shape, Stroke, pos2};

use crate::gui::highlight::StatusShape;

/// Paints a sign of this radius, in points, about a centre.
pub fn paint_shape(painter: &Painter, shape: StatusShape, centre: Pos2, radius: f32, colour: Color32) {
    let stroke = Stroke::new((radius * 0.36).max(1.2), colour);
    let at = |x: f32, y: f32| pos2(centre.x + x * radius, centre.y + y * radius);
    match shape {
        StatusShape::Blank => {}
        StatusShape::Circle => {
            painter.circle_stroke(centre, radius * 0.82, stroke);
        }
        StatusShape::Half => {
            painter.circle_stroke(centre, radius * 0.82, stroke);
            let arc = (0..=12).map(|step| {
                let angle = std::f32::consts::PI * (0.5 + step as f32 / 12.0);
                at(angle.cos() * 0.82, angle.sin() * 0.82)
            });
            painter.add(Shape::convex_polygon(arc.collect(), colour, Stroke::NONE));
        }
        StatusShape::Check => {
            painter.line(vec![at(-0.85, 0.1), at(-0.25, 0.7), at(0.9, -0.7)], stroke);
        }
        StatusShape::Cross => {
            painter.line_segment([at(-0.7, -0.7), at(0.7, 0.7)], stroke);
            painter.line_segment([at(-0.7, 0.7), at(0.7, -0.7)], stroke);
        }
        StatusShape::Question => {
            let bow = (0..=10).map(|step| {
                let angle = std::f32::consts::PI * (1.05 + 1.35 * step as f32 / 10.0);
                at(angle.cos() * 0.55, angle.sin() * 0.5 - 0.45)
            });
            let mut line: Vec<Pos2> = bow.collect();
            line.push(at(0.0, 0.3));
            painter.line(line, stroke);
            painter.circle_filled(at(0.0, 0.85), stroke.width * 0.65, colour);
        }
        StatusShape::Conflict => {
            painter.line_segment([at(0.0, -0.95), at(0.0, 0.25)], Stroke::new(stroke.width * 1.3, colour));
            painter.circle_filled(at(0.0, 0.8), stroke.width * 0.8, colour);
        }
        StatusShape::Dash => {
            painter.line_segment([at(-0.75, 0.0), at(0.75, 0.0)], stroke);
        }
    }
}
